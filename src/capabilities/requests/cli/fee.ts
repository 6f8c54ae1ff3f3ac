import { type CommandIo, UsageError } from '../../../platform/command-line/io.ts';
import { type Fee, feeByItem, feeByPage } from '../rules/fees.ts';

/** `gongkai fee item --count N` and `gongkai fee page --pages N` (docs/commands.md). */
export function runFee(mode: 'item' | 'page', quantity: string, options: { json?: boolean }, io: CommandIo): number {
  const name = mode === 'item' ? '--count' : '--pages';
  if (!/^\d{1,9}$/.test(quantity))
    throw new UsageError(`fee ${mode}: ${name}: expected a whole number from 0, found ${JSON.stringify(quantity)}`);
  let fee: Fee;
  try {
    fee = mode === 'item' ? feeByItem(Number(quantity)) : feeByPage(Number(quantity));
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`fee ${mode}: ${error.message}`);
    throw error;
  }
  if (options.json) io.out(`${JSON.stringify(fee)}\n`);
  else {
    const unit = mode === 'item' ? '件' : '页';
    for (const band of fee.bands)
      io.out(`第${band.from}至${band.to}${unit}  ${band.unitPrice}元/${unit}  ${band.amount}元\n`);
    io.out(`合计 ${fee.amount}元\n`);
  }
  return 0;
}
