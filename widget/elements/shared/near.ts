/** Whether an element is displayed, and no further than so many pixels from what is seen of the page. */
export function isNear(element: Element, px: number): boolean {
	const { width, top, bottom, left, right } = element.getBoundingClientRect();
	return width > 0 && bottom > -px && top < innerHeight + px && right > -px && left < innerWidth + px;
}
