import { useEffect, useRef } from 'react';
import { useLook } from '../preferences.ts';
import { palettes } from '../theme.ts';
import type { ChartOptions } from './echarts.ts';

/**
 * A chart with its figures as a table for those who do not see it. The drawing library is loaded when the first chart is
 * shown, so that the desk itself need not wait for it.
 */
export function Chart({
  title,
  options,
  rows,
  head,
  height = 240,
}: {
  title: string;
  options: (palette: (typeof palettes)['light']) => ChartOptions;
  head: readonly string[];
  rows: readonly (readonly (string | number)[])[];
  height?: number;
}) {
  const place = useRef<HTMLDivElement>(null);
  const look = useLook();
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let isGone = false;
    let end = (): void => undefined;
    void import('./echarts.ts').then(({ draw }) => {
      if (isGone) return;
      const palette = palettes[look];
      const chart = draw(element, {
        ...options(palette),
        animation: false,
        textStyle: { fontFamily: 'inherit', color: palette.inkSoft },
      });
      const observer = new ResizeObserver(() => chart.resize());
      observer.observe(element);
      end = () => {
        observer.disconnect();
        chart.dispose();
      };
    });
    return () => {
      isGone = true;
      end();
    };
  }, [look, options]);
  return (
    <figure className="chart">
      <figcaption>{title}</figcaption>
      <div ref={place} style={{ height }} aria-hidden="true" />
      {/* Around the table, which itself would not shrink. */}
      <div className="visually-hidden">
        <table>
          <caption>{title}</caption>
          <thead>
            <tr>
              {head.map((label) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row[0]}>
                {row.map((cell, i) => (
                  <td key={head[i]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
