#!/bin/sh
# The demo: a generated company, both questions in the terminal, then the pages and the API on 127.0.0.1:8000.
# Usage: demo.sh BIN PEOPLE SERVE
set -eu
kith="$1/kith"
people="$2"
serve="$3"
sample=sample-data
export KITH_DATA="${KITH_DATA:-kith-data}"

echo "== A sample company of $people people"
organization=$("$kith" --json sample --people "$people" --seed 1 --out "$sample" \
  | "$1/python" -c 'import json, sys; print(json.load(sys.stdin)["organization"])')

echo
echo "== Ingest into $KITH_DATA (SQLite)"
"$kith" init --organization "$organization"
while read -r line; do
  # shellcheck disable=SC2086  # a line is a list of arguments
  (cd "$sample" && KITH_DATA="../$KITH_DATA" "../$kith" ingest $line)
done < "$sample/ingest.txt"

echo
echo "== Both questions"
"$1/python" - "$sample/questions.json" <<'PY' | while read -r command rest; do
import json, shlex, sys
for question in json.load(open(sys.argv[1])):
    print(shlex.join(question["arguments"]))
PY
  echo
  echo "\$ kith $command $rest"
  eval "\"$kith\" $command $rest --first 3" || exit 1
done

if [ "$serve" != 0 ]; then
  echo
  { read -r topic && read -r KITH_DEMO_PEOPLE; } <<TEXT || KITH_DEMO_PEOPLE=
$("$1/python" sample/demo_people.py "$kith" "$sample/questions.json")
TEXT
  export KITH_DEMO_PEOPLE
  echo "== The API; ask it as somebody with a token from: $kith --data $KITH_DATA token --as EMAIL"
  [ -z "$KITH_DEMO_PEOPLE" ] || echo "== The pages, as one of its people: look for $topic"
  exec "$kith" serve
fi
