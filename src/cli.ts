import { Command, CommanderError } from 'commander';
import { runFee } from './capabilities/requests/cli/fee.ts';
import { runCalendarAdd } from './cli/calendar.ts';
import { processIo as io, UsageError } from './platform/command-line/io.ts';

/**
 * The command line. Each command imports what it needs only when it runs, so `gongkai calendar` never loads the server.
 * Exit status: 0 fine, 1 what was checked is at fault, 2 bad usage or input, 3 an internal fault (docs: contracts).
 */
const program = new Command('gongkai')
  .description('公开：政府信息公开平台 · the open-source platform for government information disclosure')
  .version('0.1.0')
  .exitOverride()
  .configureOutput({ writeOut: io.out, writeErr: io.err })
  .showHelpAfterError('(gongkai --help lists the commands)');

let status = 0;
/** Wraps an action so that its exit status becomes the process's. */
const run =
  <Arguments extends unknown[]>(action: (...args: Arguments) => Promise<number> | number) =>
  async (...args: Arguments): Promise<void> => {
    status = await action(...args);
  };
const example = (text: string): string => `\nExample:\n  ${text.split('\n').join('\n  ')}\n`;

const calendar = program.command('calendar').description('working days of the national calendar');
calendar
  .command('add [date] [count]')
  .description('print the N-th working day after DATE (DATE is day 0)')
  .option('--batch <file>', 'JSON Lines {"from","workingDays"}, - for standard input')
  .option('--json', 'JSON')
  .addHelpText('after', example('gongkai calendar add 2022-09-28 20\n2022-10-31'))
  .action(run((date, count, options) => runCalendarAdd(date, count, options, io)));

program
  .command('clock <file>')
  .description('the reply clock of applications: JSON Lines in and out, - for standard input')
  .option('--json', 'JSON Lines (the default)')
  .option('--text', 'for people, with the explanation day by day')
  .addHelpText(
    'after',
    example(`echo '{"id":"1","receivedOn":"2022-09-28","asOf":"2022-10-10","events":[]}' | gongkai clock -`),
  )
  .action(
    run(async (file, options) => (await import('./capabilities/requests/cli/clock.ts')).runClock(file, options, io)),
  );

const fee = program.command('fee').description('信息处理费 by both tariffs (国办函〔2020〕109号)');
fee
  .command('item')
  .description('按件计收: applications of one applicant to one organ in a calendar month')
  .requiredOption('--count <n>', 'number of items')
  .option('--json', 'JSON')
  .addHelpText('after', example('gongkai fee item --count 31 --json'))
  .action(run((options) => runFee('item', options.count, options, io)));
fee
  .command('page')
  .description('按量计收: pages of one application')
  .requiredOption('--pages <n>', 'number of pages')
  .option('--json', 'JSON')
  .addHelpText('after', example('gongkai fee page --pages 150'))
  .action(run((options) => runFee('page', options.pages, options, io)));

/** Subcommands inherit neither exitOverride nor output from the program by themselves. */
function inherit(command: Command): void {
  for (const child of command.commands) {
    child.copyInheritedSettings(command);
    inherit(child);
  }
}
inherit(program);

try {
  await program.parseAsync(process.argv);
  process.exitCode = status;
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (error instanceof UsageError) {
    io.err(`gongkai: ${error.message}\n`);
    process.exitCode = 2;
  } else {
    io.err(`gongkai: internal fault: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 3;
  }
}
