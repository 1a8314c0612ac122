// Type-ahead for the search box. Without this file the box works as well.
const box = document.getElementById("q");

if (box) {
  const list = document.createElement("datalist");
  list.id = "suggestions";
  box.after(list);
  box.setAttribute("list", list.id);

  const suggest = async () => {
    const text = box.value.trim();
    if (text.length < 2) return;
    const answer = await fetch(`/suggest?q=${encodeURIComponent(text)}`);
    if (!answer.ok || answer.redirected || box.value.trim() !== text) return;
    const options = (await answer.json()).map((said) => {
      const option = document.createElement("option");
      option.value = said;
      return option;
    });
    list.replaceChildren(...options);
  };

  let waiting;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(suggest, 150);
  });
}
