import { BarChart, type BarSeriesOption } from 'echarts/charts';
import {
  GridComponent,
  type GridComponentOption,
  LegendComponent,
  type LegendComponentOption,
} from 'echarts/components';
import { type ComposeOption, type EChartsType, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([BarChart, GridComponent, LegendComponent, CanvasRenderer]);

export type ChartOptions = ComposeOption<BarSeriesOption | GridComponentOption | LegendComponentOption>;

export function draw(element: HTMLElement, options: ChartOptions): EChartsType {
  const chart = init(element);
  chart.setOption(options);
  return chart;
}
