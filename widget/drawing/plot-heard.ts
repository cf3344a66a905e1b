/** What the hands on a plot and its legend hear. */
export const HEARD = [
	...['pointerdown', 'pointermove', 'pointerup', 'pointercancel', 'lostpointercapture'],
	...['click', 'auxclick', 'dblclick', 'keydown', 'focusin', 'focusout'],
];
