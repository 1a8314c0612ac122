"""Countries: the two letters of ISO 3166 and the names by which places say them.

Where somebody is, is read from a place as people write it ("Bonn, Germany"): its last part, or all of it,
is a code or one of the names here. Two letters are always a code, even where a state of another
country is meant; nothing is guessed from the name of a town.
"""

from typing import Final

from graph.identity.folding import fold

_TABLE: Final = """
AD Andorra
AE United Arab Emirates; UAE
AF Afghanistan
AG Antigua & Barbuda
AI Anguilla
AL Albania
AM Armenia
AO Angola
AQ Antarctica
AR Argentina
AS American Samoa
AT Austria; Österreich
AU Australia
AW Aruba
AX Åland Islands
AZ Azerbaijan
BA Bosnia & Herzegovina
BB Barbados
BD Bangladesh
BE Belgium; Belgique; België; Belgien
BF Burkina Faso
BG Bulgaria
BH Bahrain
BI Burundi
BJ Benin
BL St Barthelemy
BM Bermuda
BN Brunei
BO Bolivia
BQ Caribbean NL
BR Brazil; Brasil
BS Bahamas
BT Bhutan
BV Bouvet Island
BW Botswana
BY Belarus
BZ Belize
CA Canada
CC Cocos (Keeling) Islands
CD DR Congo; Democratic Republic of the Congo
CF Central African Rep.
CG Republic of the Congo; Congo
CH Switzerland; Schweiz; Suisse; Svizzera
CI Côte d'Ivoire; Ivory Coast
CK Cook Islands
CL Chile
CM Cameroon
CN China
CO Colombia
CR Costa Rica
CU Cuba
CV Cape Verde
CW Curaçao
CX Christmas Island
CY Cyprus
CZ Czech Republic; Česko; Czechia
DE Germany; Deutschland
DJ Djibouti
DK Denmark; Danmark
DM Dominica
DO Dominican Republic
DZ Algeria
EC Ecuador
EE Estonia; Eesti
EG Egypt
EH Western Sahara
ER Eritrea
ES Spain; España
ET Ethiopia
FI Finland; Suomi
FJ Fiji
FK Falkland Islands
FM Micronesia
FO Faroe Islands
FR France; République française
GA Gabon
GB United Kingdom; UK; Great Britain; Britain; England; Scotland; Wales; Northern Ireland
GD Grenada
GE Georgia
GF French Guiana
GG Guernsey
GH Ghana
GI Gibraltar
GL Greenland
GM Gambia
GN Guinea
GP Guadeloupe
GQ Equatorial Guinea
GR Greece; Hellas
GS South Georgia & the South Sandwich Islands
GT Guatemala
GU Guam
GW Guinea-Bissau
GY Guyana
HK Hong Kong
HM Heard Island & McDonald Islands
HN Honduras
HR Croatia; Hrvatska
HT Haiti
HU Hungary; Magyarország
ID Indonesia
IE Ireland; Éire
IL Israel
IM Isle of Man
IN India
IO British Indian Ocean Territory
IQ Iraq
IR Iran
IS Iceland
IT Italy; Italia
JE Jersey
JM Jamaica
JO Jordan
JP Japan
KE Kenya
KG Kyrgyzstan
KH Cambodia
KI Kiribati
KM Comoros
KN St Kitts & Nevis
KP North Korea
KR South Korea; Korea
KW Kuwait
KY Cayman Islands
KZ Kazakhstan
LA Laos
LB Lebanon
LC St Lucia
LI Liechtenstein
LK Sri Lanka
LR Liberia
LS Lesotho
LT Lithuania; Lietuva
LU Luxembourg; Luxemburg
LV Latvia; Latvija
LY Libya
MA Morocco
MC Monaco
MD Moldova
ME Montenegro
MF St Martin (French)
MG Madagascar
MH Marshall Islands
MK North Macedonia
ML Mali
MM Myanmar
MN Mongolia
MO Macau; Macao
MP Northern Mariana Islands
MQ Martinique
MR Mauritania
MS Montserrat
MT Malta
MU Mauritius
MV Maldives
MW Malawi
MX Mexico; México
MY Malaysia
MZ Mozambique
NA Namibia
NC New Caledonia
NE Niger
NF Norfolk Island
NG Nigeria
NI Nicaragua
NL Netherlands; Nederland; The Netherlands; Holland
NO Norway; Norge
NP Nepal
NR Nauru
NU Niue
NZ New Zealand
OM Oman
PA Panama
PE Peru
PF French Polynesia
PG Papua New Guinea
PH Philippines
PK Pakistan
PL Poland; Polska
PM St Pierre & Miquelon
PN Pitcairn
PR Puerto Rico
PS Palestine
PT Portugal; Republic of Portugal
PW Palau
PY Paraguay
QA Qatar
RE Réunion
RO Romania; România
RS Serbia
RU Russia; Russian Federation
RW Rwanda
SA Saudi Arabia
SB Solomon Islands
SC Seychelles
SD Sudan
SE Sweden; Sverige
SG Singapore
SH St Helena
SI Slovenia
SJ Svalbard & Jan Mayen
SK Slovakia; Slovensko
SL Sierra Leone
SM San Marino
SN Senegal
SO Somalia
SR Suriname
SS South Sudan
ST Sao Tome & Principe
SV El Salvador
SX St Maarten (Dutch)
SY Syria
SZ Eswatini
TC Turks & Caicos Is
TD Chad
TF French S. Terr.
TG Togo
TH Thailand
TJ Tajikistan
TK Tokelau
TL East Timor
TM Turkmenistan
TN Tunisia
TO Tonga
TR Turkey; Türkiye
TT Trinidad & Tobago
TV Tuvalu
TW Taiwan
TZ Tanzania
UA Ukraine
UG Uganda
UM US minor outlying islands
US United States; USA; United States of America; U.S.; U.S.A.
UY Uruguay
UZ Uzbekistan
VA Vatican City; Holy See
VC St Vincent
VE Venezuela
VG Virgin Islands (UK)
VI Virgin Islands (US)
VN Vietnam; Viet Nam
VU Vanuatu
WF Wallis & Futuna
WS Samoa
YE Yemen
YT Mayotte
ZA South Africa
ZM Zambia
ZW Zimbabwe
"""

COUNTRIES: Final[dict[str, tuple[str, ...]]] = {
    line[:2]: tuple(line[3:].split("; ")) for line in _TABLE.strip().splitlines()
}
"""Names by code, the usual one first."""

_CODES: Final = {fold(word): code for code, names in COUNTRIES.items() for word in (code, *names)}


def country_of(place: str) -> str:
    """The code of the country that `place` names; "" when it names none."""
    said = fold(place)
    return _CODES.get(fold(said.rpartition(",")[2]), "") or _CODES.get(said, "")
