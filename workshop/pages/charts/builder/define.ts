import { ChartBuilder } from './chart-builder.ts';

if (!customElements.get('chart-builder')) customElements.define('chart-builder', ChartBuilder);
