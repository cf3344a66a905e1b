/** ECharts asks at run time whether it is built for production, by a variable that no browser has. */
export const settleEcharts = {
	name: 'settle ECharts',
	transform(code, id) {
		if (!/\/node_modules\/(echarts|zrender)\//.test(id) || !code.includes('process.env.NODE_ENV')) return null;
		return { code: code.replaceAll('process.env.NODE_ENV', '"production"'), map: null };
	},
};
