import { trim } from './trim.mjs';
import { dropped } from './trim-uplot-dropped.mjs';

/** Functions that nothing reaches with the options of plot-options.ts, or that do less with them. */
const bodies = {
	// Its legend, dragging and focus are off; ours are in plot-legend.ts.
	initLegendRow: '{}',
	mouseDown: '{}',
	mouseUp: '{}',
	dblClick: '{}',
	setSeries: '{}',
	setFocus: '{}',
	setLegend: '{}',
	setSelect: '{}',
	// Series, bands and axes are made once; a plot with other ones is another plot.
	addSeries: '{}',
	delSeries: '{}',
	fillStroke: '{}',
	// Scales are linear, and only 'draw' and 'setCursor' have hooks.
	initValToPct: '{ return (val) => (val - sc._min) / (sc._max - sc._min); }',
	fire: '{ hooks[evName].forEach((fn) => fn(self)); }',
	// Styles that stay as they are cost a browser nothing, and points keep their size.
	addClass: '{ el.classList.add(c); }',
	elTrans:
		'{ const xform = "translate(" + xPos + "px," + yPos + "px)"; if (xform != el._xform) { el.style.transform = el._xform = xform; el.classList.toggle(OFF, xPos < 0 || yPos < 0 || xPos > xMax || yPos > yMax); } }',
	elColor: '{ el.style.background = background; el.style.borderColor = borderColor; }',
	// Options are objects and lists of values, made for each plot; defaults must not be shared between plots.
	assign:
		'{ for (const src of [...arguments].slice(1)) for (const key in src) { const val = src[key]; targ[key] = isArr(val) ? val.slice() : isObj(val) ? assign({}, targ[key], val) : val; } return targ; }',
	isObj: '{ return v != null && v.constructor == Object; }',
	// A range has no hard limits, zero as its soft one, and the same room at both ends.
	rangeNum: '{ return _rangeNum(_min, _max, mult); }',
	_rangeNum: `{
	let delta = _max - _min;
	const scalarMax = max(abs(_min), abs(_max));
	if (delta < 1e-24 || abs(log10(scalarMax) - log10(delta)) > 10) delta = _min == 0 || _max == 0 ? 1e-24 : 0;
	const nonZeroDelta = delta || scalarMax || 1e3;
	const base = pow(10, floor(log10(nonZeroDelta))) / 10;
	const padded = (val) => nonZeroDelta * (delta == 0 ? (val == 0 ? .1 : 1) : cfg);
	const newMin = roundDec(incrRoundDn(_min - padded(_min), base), 24);
	const newMax = roundDec(incrRoundUp(_max + padded(_max), base), 24);
	const minLim = _min >= 0 && newMin <= 0 ? 0 : newMin;
	const maxLim = _max <= 0 && newMax >= 0 ? 0 : newMax;
	return [minLim, minLim == 0 && maxLim == 0 ? 100 : maxLim];
}`,
	onMouse: '{ on(ev, targ, (e) => { e.target == targ && fn(e); }); }',
	// Axes are at the right (1), at the bottom (2) and at the left (3).
	incrOffset:
		'{ if (side == 1) { off1 += size; return off1 - size; } if (side == 2) { off2 += size; return off2 - size; } off3 -= size; return off3 + size; }',
};

/** Text that stands once, and what it is with our options. */
const replaced = {
	"const domEnv = typeof window != 'undefined';": 'const domEnv = true;',
	'typeof queueMicrotask == "undefined" ? fn => Promise.resolve().then(fn) : queueMicrotask': 'queueMicrotask',
	'\'12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"\'':
		"''",
	'const mode = u.mode;': 'const mode = 1;',
	'const mode = self.mode;': 'const mode = 1;',
	'const pxAlign = +ifNull(opts.pxAlign, 1);': 'const pxAlign = 1;',
	'const pxRound = pxRoundGen(pxAlign);': 'const pxRound = round;',
	'const xScaleDistr = scaleX.distr;': 'const xScaleDistr = 1;',
	'const showLegend = legend.show;': 'const showLegend = false;',
	'const showCursor =                cursor.show;': 'const showCursor = true;',
	'const cursorFocus = focus.prox >= 0;': 'const cursorFocus = false;',
	'const hooks = self.hooks = opts.hooks || {};': 'const hooks = opts.hooks;',
	'drawOrder.forEach(fn => fn());': 'drawAxesGrid(); drawSeries();',
	'data = _data == null ? [] : _data;': 'data = _data;',
	'if (pendScales[xScaleKey])': 'if (false)',
	'if (then)': 'if (true)',
	// No initial limits, and no scale that follows another.
	'// explicitly-set initial scales': 'if (false)',
	'// implicitly add dependent scales': 'if (false)',
	'// range dependent scales': 'if (false)',
	'bitwise ? (lo + hi) >> 1 : floor((lo + hi) / 2)': '(lo + hi) >> 1',
	// Options are those of plot-options.ts, and those alone.
	'opts = copy(opts);': '',
	...Object.fromEntries(
		['xAxisOpts', 'yAxisOpts', 'cursorOpts', 'xSeriesOpts'].map((name) => [
			`const ${name} = {\n\tshow: true,`,
			`const ${name} = {`,
		]),
	),
	'copy(scales[k], fastIsObj)': '{ ...scales[k] }',
	'let d2 = initY ? [d[0], d[1]].concat(d.slice(2)) : [d[0]].concat(d.slice(1));': 'const d2 = d;',
	'(opts.scales || EMPTY_OBJ)[scaleKey] || EMPTY_OBJ': 'opts.scales[scaleKey]',
	'opts.series || []': 'opts.series',
	'opts.axes   || []': 'opts.axes',
	'forceMin ? scaleMin : roundDec(': 'roundDec(',
	'axis._incrs = axis.incrs(self, axisIdx, min, max, fullDim, minSpace)': 'numIncrs',
	'axis.filter(self, splits, i, _space, incr)': 'splits',
	'ticks.filter(self, splits, i, _space, incr)': 'splits',
	'grid.filter(self, splits, i, _space, incr)': 'splits',
	// Only points have an inside without one of its own.
	'if (_points)\n\t\t\tstrokeFill(strokeStyle, width, s.dash, s.cap, fillStyle, stroke, fill, flags, gapsClip);\n\t\telse\n\t\t\tfillStroke(si, strokeStyle, width, s.dash, s.cap, fillStyle, stroke, fill, flags, boundsClip, gapsClip);':
		'strokeFill(strokeStyle, width, s.dash, s.cap, fillStyle, stroke, fill, flags, boundsClip, gapsClip);',
	'const grid = assign({}, axisLines, {\n\tfilter: retArg1,\n});': 'const grid = axisLines;',
	'const ticks = assign({}, grid, {\n\tsize: 10,\n});': 'const ticks = axisLines;',
	'const border = assign({}, axisLines, {\n\tshow: false,\n});': 'const border = { show: false };',
	'rn || (isTime ? snapTimeX : scaleKey == xScaleKey ?\n\t\t\t\t\t(sc.distr == 3 ? snapLogX : sc.distr == 4 ? snapAsinhX : snapNumX) :\n\t\t\t\t\t(sc.distr == 3 ? snapLogY : sc.distr == 4 ? snapAsinhY : snapNumY)\n\t\t\t\t)':
		'rn || snapNumX',
	'axis.splits = fnOrSelf(axis.splits || (isTime && sc.distr == 1 ? _timeAxisSplits : sc.distr == 3 ? logAxisSplits : sc.distr == 4 ? asinhAxisSplits : numAxisSplits));':
		'axis.splits ??= numAxisSplits;',
	'if (sc == null) {\n\t\t\t\taxis.scale = isVt ? series[1].scale : xScaleKey;\n\t\t\t\tsc = scales[axis.scale];\n\t\t\t}':
		'',
	'axis.stroke(self, i)': 'axis.stroke',
	'ticks.stroke(self, i)': 'ticks.stroke',
	'grid.stroke(self, i)': 'grid.stroke',
	'border.stroke(self, i)': 'border.stroke',
	'ptWid = ptHgt = points.size(self, i);': '',
	'elSize(pt, ptWid, ptHgt, centered);': '',
	', drawnAtX;': ';',
	' && drawnAtX != accX': '',
	'points.show(self, si)': 'cursorPointShow(self, si)',
	'pt instanceof HTMLElement': 'true',
	'let size = o.size(self, si);': 'const size = o.size;',
	'let width = o.width(self, si, size);': 'const width = o.width;',
	'let getEdgeIdxs = log ? positiveIdxs : nonNullIdxs;': 'const getEdgeIdxs = nonNullIdxs;',
	'let predicate = log ? isPositive : notNullish;': 'const predicate = notNullish;',
	'if (sorted == 1)': 'if (false)',
	'else if (sorted == -1)': 'else if (false)',
	// x runs from left to right.
	'let valToPosX, valToPosY;': 'const valToPosX = getHPos, valToPosY = getVPos;',
	'valToPosX = getHPos;\n\t\tvalToPosY = getVPos;': '',
	'valToPosX = getVPos;\n\t\tvalToPosY = getHPos;': '',
	'moveToH,\n\t\t\tlineToH,\n\t\t\trectH,\n\t\t\tarcH,\n\t\t\tbezierCurveToH,\n': '',
	'const rectH = rect(0);': 'const rectH = (p, x, y, w, h) => { p.rect(x, y, w, h); };',
	'const rect = ori == 0 ? rectH : rectV;': 'const rect = rectH;',
	'let moveTo, arc;': 'const moveTo = moveToH, arc = arcH;',
	'moveTo = moveToH;\n\t\t\t\tarc = arcH;': '',
	'moveTo = moveToV;\n\t\t\t\tarc = arcV;': '',
	'let lineTo, drawAcc;': 'const lineTo = lineToH, drawAcc = drawAccH;',
	'lineTo = lineToH;\n\t\t\t\tdrawAcc = drawAccH;': '',
	'lineTo = lineToV;\n\t\t\t\tdrawAcc = drawAccV;': '',
	'function findGaps(xs, ys, idx0, idx1, dir, pixelForX, align) {':
		'function findGaps(xs, ys, idx0, idx1, _dir, pixelForX) {\nconst dir = 1, align = 0;',
	'const align = ifNull(opts.align, 1);': 'const align = 1;',
	'const ascDesc = ifNull(opts.ascDesc, false);': 'const ascDesc = false;',
	'const extend = ifNull(opts.extend, false);': 'const extend = false;',
	'let fillToVal = series.fillTo(u, seriesIdx, series.min, series.max, bandFillDir);': 'const fillToVal = 0;',
	// Drawing: opaque, one path each, clipped to the plot and to its gaps.
	'let shouldAlpha = series.some(s => s._focus) && ctxAlpha != focus.alpha;': 'const shouldAlpha = false;',
	'let show = s.points.show(self, i, i0, i1, _gaps);': 'const show = false;',
	's.points.filter(self, i, show, _gaps)': 's.points.filter(self, i)',
	'if (bandClip) {': 'if (false) {',
	'ctxAlpha = 1;\n\n\t\t\tsyncRect': 'syncRect',
	'[axis.font, axis.labelFont]': '[axis.font]',
	'ori == 1 ? "middle" : side == 2 ? TOP   : BOTTOM;': 'ori == 1 ? "middle" : TOP;',
	'const _padding = self._padding = padding.map((p, i) => p(self, i, sidesWithAxes, 0));':
		'const _padding = opts.padding;',
	'let paddingConverged = paddingCalc(cycleNum);': 'const paddingConverged = true;',
	// The cursor.
	'let withProx = _prox >= 0 && _prox < inf;': 'const withProx = false;',
	'bias == 0 || bias == -1': 'true',
	'bias == 0 || bias == 1': 'true',
	'let hCursor;': 'const hCursor = null;',
	'hCursor = yCursor;': '',
	'hCursor = xCursor;': '',
	'let hPos, vPos;': 'const hPos = xPos2, vPos = yPos;',
	'hPos = xPos2;\n\t\t\t\t\t\t\tvPos = yPos;': '',
	'hPos = yPos;\n\t\t\t\t\t\t\tvPos = xPos2;': '',
	'centered = true,\n\t\t\t\t\t\t\tgetBBox = points.bbox;': 'centered = true;',
	'if (initial) {': 'if (false) {',
	'snap && (src == null || src.cursor.event.type == mousemove)': 'true',
};

/** Expressions that are the same in every plot of ours: as constants, they take their other branches with them. */
const settled = {
	'scaleX.dir * (scaleX.ori == 0 ? 1 : -1)': ['1', 5],
	'scaleX.ori == 0': ['true', 15],
	'scaleX.ori == 1': ['false', 4],
	'scaleX.ori': ['0', 3],
	'sx.ori == 0': 'true',
	'scale.dir == -1': ['false', 2],
	'sc.dir == -1': 'false',
	'sc.distr == 2': 'false',
	'sc.distr == 3': 'false',
	'wsc.distr == 3': 'false',
	'scale.distr == 2': ['false', 5],
	'let distr = sc.distr': ['const distr = 1', 2],
	'scaleX.time': 'false',
	'scaleOpts.from != null': 'false',
	'sc.from == null': 'true',
	'wsc.from == null': ['true', 2],
	'isArr(rn)': 'false',
	'o instanceof TypedArray': 'false',
	'sc.auto(self, viaAutoScaleX)': 'true',
	'xsc.auto(self, viaAutoScaleX)': 'true',
	'wsc.auto(self, viaAutoScaleX)': 'true',
	'base == 10': ['true', 4],
	'let [ bandFillDir, bandClipDir ] = bandFillClipDirs(u, seriesIdx);': ['const bandFillDir = 0, bandClipDir = 0;', 3],
	'let fillTo = series.fillTo(u, seriesIdx, series.min, series.max, bandFillDir);': ['const fillTo = 0;', 2],
	'series.spanGaps': ['false', 3],
	'_paths.gaps = gaps = series.gaps(u, seriesIdx, idx0, idx1, gaps);': ['', 3],
	'{stroke: new Path2D(), fill: null, clip: null, band: null, gaps: null, flags: BAND_CLIP_FILL}': [
		'{ stroke: new Path2D() }',
		2,
	],
	'vCursor && elTrans': ['elTrans', 2],
	'series.pxRound': ['round', 5],
	'let { pxRound, points } = series;': 'const pxRound = round, points = series.points;',
	'const alignGaps = ifNull(opts?.alignGaps, 0);': ['const alignGaps = 0;', 2],
	's.show': ['true', 6],
	's.auto': ['true', 2],
	's.pxAlign == 1': 'true',
	'ctxAlpha != s.alpha': ['false', 2],
	'ctxAlpha != _ctxAlpha': ['false', 2],
	'boundsClip || gapsClip || bandClip': ['boundsClip || gapsClip', 2],
	'strokePath instanceof Map': 'false',
	'fillPath instanceof Map': 'false',
	'axis.show': ['true', 7],
	'axis.label != null': ['false', 3],
	'axis.alignTo == 2': 'false',
	'axis.align == 1': 'false',
	'axis.align == 2': 'false',
	'side == 0 || side == 3': ['side == 3', 2],
	'side == 0': ['false', 2],
	'select.show': 'false',
	'cursor.x': 'true',
	'cursor.y': 'false',
	'cursor._lock': ['false', 3],
	'cursor.dataIdx == null': 'true',
	'skip.has(yValues[cursorIdx])': '(yValues[cursorIdx] === void 0)',
	'skip.has(yValues[j])': ['(yValues[j] === void 0)', 2],
	'shouldSetCursor = shouldSetLegend = true': ['shouldSetCursor = true', 2],
	'shouldSetLegend || cursorOnePt': 'true',
	'getBBox != null': 'false',
	'e != null': ['true', 3],
	'then instanceof HTMLElement': 'true',
};

/**
 * Features of uPlot that Chartwire never reaches: its own time axes and date templates, bars and splines, logarithmic
 * and turned scales, bands, the legend, dragging, plots that share a cursor. plot-options.ts must leave all of them
 * switched off; what is switched on later comes off these lists first.
 */
export const trimPlot = trim('uPlot.esm.js', { version: '(v1.6.32)', bodies, dropped, replaced, settled });
