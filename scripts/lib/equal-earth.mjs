/** Equal Earth, a projection of equal areas (Šavrič, Patterson, Jenny: The Equal Earth map projection, 2018). */
const [A1, A2, A3, A4] = [1.340264, -0.081106, 0.000893, 0.003796];
const M = Math.sqrt(3) / 2;
const RADIANS = Math.PI / 180;
/** The meridian in the middle. The one opposite, where the world is cut, goes through the Bering Strait and no country. */
const MIDDLE = 11.6;

/** From degrees of longitude and latitude to a plane whose y goes down. */
export function equalEarth([longitude, latitude]) {
	const angle = Math.asin(M * Math.sin(latitude * RADIANS));
	const square = angle * angle;
	const sixth = square ** 3;
	const east = ((longitude - MIDDLE + 540) % 360) - 180;
	const across = (east * RADIANS * Math.cos(angle)) / (M * (A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square)));
	return [across, -angle * (A1 + A2 * square + sixth * (A3 + A4 * square))];
}
