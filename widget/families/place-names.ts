/** A name as it is compared: without accents, articles, points, and the many ways to write and, Saint and a comma. */
export function normal(name: string): string {
	return name
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replaceAll('&', ' and ')
		.replace(/['’‘`.]/g, '')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.replace(/\b(the|of)\b/g, ' ')
		.replace(/\bst\b/g, 'saint')
		.replace(/\brep\b/g, 'republic')
		.replace(/\bdem\b/g, 'democratic')
		.replace(/\bis\b/g, 'islands')
		.trim()
		.replace(/ +/g, ' ');
}

/** Names in use beside those of the atlas and of Unicode's list: of the World Bank, the UN, former and colloquial ones. */
export const WORLD_ALIASES = `
AE: UAE, Emirates
AG: Antigua
BA: Bosnia, Bosnia-Herzegovina
BN: Brunei Darussalam
BO: Plurinational State of Bolivia, Bolivia Plurinational State of
BS: Bahamas The
CD: Democratic Republic of Congo, DR Congo, DRC, Congo Dem Rep, Congo Democratic Republic of the, Congo Kinshasa, Zaire
CF: CAR
CG: Congo, Congo Rep, Republic of the Congo, Congo Brazzaville
CI: Ivory Coast
CV: Cape Verde
CZ: Czech Republic
EH: Western Sahara
EG: Egypt Arab Rep
FK: Malvinas
FM: Federated States of Micronesia, Micronesia Fed Sts, Micronesia Federated States of
GB: UK, Great Britain, Britain
GM: Gambia The
HK: Hong Kong SAR China, Hong Kong China
IR: Islamic Republic of Iran, Iran Islamic Rep, Iran Islamic Republic of
KG: Kyrgyz Republic
KN: St Kitts and Nevis
KP: DPRK, Korea North, Korea Dem Rep, Korea Dem Peoples Rep, Democratic Peoples Republic of Korea, Korea Democratic Peoples Republic of
KR: Korea, Korea South, Korea Rep, Republic of Korea, Korea Republic of
LA: Lao PDR, Lao, Lao Peoples Democratic Republic
LC: Saint Lucia
MD: Republic of Moldova, Moldova Republic of
MK: Macedonia, FYROM, Macedonia FYR, Republic of North Macedonia, The former Yugoslav Republic of Macedonia
MM: Burma, Myanmar
MO: Macau, Macao SAR China, Macao
NL: Holland, The Netherlands
PS: Palestine, State of Palestine, West Bank and Gaza, Palestine State of
RU: Russian Federation
SK: Slovak Republic
ST: Sao Tome
SY: Syrian Arab Republic
SZ: Swaziland
TL: East Timor
TR: Turkey, Turkiye
TW: Taiwan Province of China, Chinese Taipei
TZ: United Republic of Tanzania, Tanzania United Republic of
US: United States of America, USA, America
VA: Holy See, Vatican
VC: St Vincent
VE: Bolivarian Republic of Venezuela, Venezuela RB, Venezuela Bolivarian Republic of
VN: Viet Nam
XK: XKX
YE: Yemen Rep
`;

export const STATE_ALIASES = `
DC: Washington DC, DC
`;
