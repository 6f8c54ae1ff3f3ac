import { Command, CommanderError } from 'commander';
import { runFee } from './capabilities/requests/cli/fee.ts';
import { runCalendarAdd } from './cli/calendar.ts';
import { endWhenReaderLeaves, processIo as io, UsageError } from './platform/command-line/io.ts';
import { VERSION } from './version.ts';

/**
 * The command line. Each command imports what it needs only when it runs, so `gongkai calendar` never loads the server.
 * Exit status: 0 fine, 1 what was checked is at fault, 2 bad usage or input, 3 an internal fault (docs/commands.md).
 */
const program = new Command('gongkai')
  .description('公开：政府信息公开平台 · the open-source platform for government information disclosure')
  .version(VERSION)
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

program.addHelpText('after', example('gongkai demo\ngongkai report check report-2022.txt\ngongkai clock --help'));

const calendar = program
  .command('calendar')
  .description('working days of the national calendar')
  .addHelpText('after', example('gongkai calendar add 2022-09-28 20'));
calendar
  .command('add [date] [count]')
  .description('print the N-th working day after DATE (DATE is day 0)')
  .option('--batch <file>', 'JSON Lines {"from","workingDays"}, - for standard input')
  .option('--calendar <files...>', 'calendars of further or changed years')
  .option('--json', 'JSON')
  .addHelpText('after', example('gongkai calendar add 2022-09-28 20\n2022-10-31'))
  .action(run((date, count, options) => runCalendarAdd(date, count, options, io)));

program
  .command('clock <file>')
  .description('the reply clock of applications: JSON Lines in and out, - for standard input')
  .option('--json', 'JSON Lines (the default)')
  .option('--text', 'for people, with the explanation day by day')
  .option('--calendar <files...>', 'calendars of further or changed years')
  .addHelpText(
    'after',
    example(`echo '{"id":"1","receivedOn":"2022-09-28","asOf":"2022-10-10","events":[]}' | gongkai clock -`),
  )
  .action(
    run(async (file, options) => (await import('./capabilities/requests/cli/clock.ts')).runClock(file, options, io)),
  );

const fee = program
  .command('fee')
  .description('信息处理费 by both tariffs (国办函〔2020〕109号)')
  .addHelpText('after', example('gongkai fee item --count 31'));
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

const report = program
  .command('report')
  .description('政府信息公开工作年度报告')
  .addHelpText('after', example('gongkai report check report-2022.txt'));
report
  .command('check <files...>')
  .description('read published annual reports (files or folders) and check tables, sentences and wording')
  .option('--prior <files...>', 'reports of the year before, for carry-over (found by themselves among several files)')
  .option('--html <dir>', 'write a copy of each report with its findings marked into this folder')
  .option('--summary', 'one page of summary for each report')
  .option('--xlsx <file>', 'write all findings as one table')
  .option('--json', 'JSON')
  .addHelpText('after', example('gongkai report check report-2022.txt --prior report-2021.txt'))
  .action(
    run(async (files, options) =>
      (await import('./capabilities/annual-report/cli/report-check.ts')).runReportCheck(files, options, {
        stdout: io.out,
        stderr: io.err,
      }),
    ),
  );
report
  .command('compare <files...>')
  .description('figures of published reports of several years and organs (files or folders) side by side')
  .option('--format <format>', 'json, csv or html', 'json')
  .option('-o, --output <file>', 'write to a file')
  .addHelpText('after', example('gongkai report compare reports/ --format html -o comparison.html'))
  .action(
    run(async (files, options) =>
      (await import('./capabilities/annual-report/cli/report-compare.ts')).runReportCompare(files, options, {
        stdout: io.out,
        stderr: io.err,
      }),
    ),
  );
report
  .command('compile')
  .description('count the records of an organ and year into its report')
  .requiredOption('--organ <code>', 'organ code')
  .requiredOption('--year <year>', 'report year')
  .requiredOption('--format <format>', 'json, html, md, docx, pdf or xlsx')
  .option('--scope <scope>', 'own or aggregated; aggregated for an organ with subordinate organs')
  .option('-o, --output <file>', 'write to a file')
  .option('--portal <address>', 'where the portal stands, for links in the HTML')
  .option('--data <dir>', 'folder of the embedded database', './data')
  .addHelpText('after', example('gongkai report compile --organ 330206 --year 2022 --format md -o report.md'))
  .action(run(async (options) => (await import('./cli/report-compile.ts')).runReportCompile(options, io)));

program
  .command('serve')
  .description('start the platform')
  .option('--data <dir>', 'folder of the embedded database', './data')
  .option('--port <n>', 'port', '8080')
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .addHelpText('after', example('DATABASE_URL=postgres://… gongkai serve --port 8080'))
  .action(run(async (options) => (await import('./cli/serve.ts')).runServe(options, io)));

program
  .command('demo')
  .description('build the demonstration district where there is none, and serve it')
  .option('--data <dir>', 'folder of the embedded database', './data')
  .option('--port <n>', 'port', '8080')
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--no-serve', 'stop after building')
  .addHelpText('after', example('gongkai demo --data ./demo-data --port 9000'))
  .action(run(async (options) => (await import('./cli/demo.ts')).runDemo(options, io)));

program
  .command('import <kind> <file>')
  .description(
    'load data: calendar (JSON), organs (CSV), publications (a folder of HTML, DOCX, TXT, JSON Lines), synonyms (text)',
  )
  .option('--organ <code>', 'publications: organ of what names none (default: the government)')
  .option('--category <code>', 'publications: category of what names none', 'regulations.policies')
  .option('--report <file>', 'publications: JSON Lines of what was refused, and why')
  .option('--data <dir>', 'folder of the embedded database', './data')
  .option('--by <name>', 'who loads it')
  .option('--json', 'JSON')
  .addHelpText(
    'after',
    example(
      'gongkai import calendar 2027.json\ngongkai import organs organs.csv\ngongkai import publications old-site/ --report refused.jsonl',
    ),
  )
  .action(run(async (kind, file, options) => (await import('./cli/import.ts')).runImport(kind, file, options, io)));

program
  .command('export')
  .description(
    'write the public site as files for nginx: what changed since the last time, or everything into a new folder',
  )
  .option('-o, --output <dir>', 'folder of the site (default: site in the data folder)')
  .option('--whole', 'make every page again')
  .option('--host <name>', 'host name in feeds and maps where GONGKAI_SITE_DOMAIN is not set')
  .option('--application <address>', 'where nginx finds the platform', 'http://127.0.0.1:8080')
  .option('--demonstration', 'mark every page as a demonstration, as gongkai demo does')
  .option('--data <dir>', 'folder of the embedded database', './data')
  .option('--json', 'JSON')
  .addHelpText('after', example('gongkai export -o /srv/site --host www.example.gov.cn'))
  .action(run(async (options) => (await import('./cli/export.ts')).runExport(options, io)));

program
  .command('reindex')
  .description('make the search again from what is published; goes on where a run that was cut off stood')
  .option('--data <dir>', 'folder of the embedded database', './data')
  .option('--json', 'JSON')
  .addHelpText('after', example('gongkai reindex --data ./data'))
  .action(run(async (options) => (await import('./cli/reindex.ts')).runReindex(options, io)));

program
  .command('migrate')
  .description('bring the database up to date')
  .option('--data <dir>', 'folder of the embedded database', './data')
  .addHelpText('after', example('gongkai migrate --data ./data'))
  .action(
    run(async (options) => {
      await (await import('./cli/open.ts')).withData(options, async () => {}, true);
      io.err('数据库已是最新版本\n');
      return 0;
    }),
  );

program
  .command('screen <file>')
  .description(
    'screen a text (or DOCX, XLSX, PDF) for wrong words and names, contradictions and personal data; - for standard input',
  )
  .option('--json', 'JSON')
  .option('--batch', 'JSON Lines {"id","text"} in, {"id","findings"} out')
  .option('--mask', 'write the text with personal data masked')
  .addHelpText('after', example('gongkai screen notice.txt --json\ngongkai screen --mask list.txt'))
  .action(run(async (file, options) => (await import('./cli/screen.ts')).screenFile(file, options, io)));

program
  .command('doctor')
  .description('check the installation and say what to mend')
  .option('--data <dir>', 'folder of the embedded database', './data')
  .option('--json', 'JSON')
  .addHelpText('after', example('gongkai doctor'))
  .action(run(async (options) => (await import('./cli/doctor.ts')).runDoctor(options, io)));

program
  .command('backup <file>')
  .description('write the data folder into one .tar.gz; the platform must be stopped')
  .option('--data <dir>', 'folder of the embedded database', './data')
  .addHelpText('after', example('gongkai backup gongkai-2026-11-23.tar.gz'))
  .action(run(async (file, options) => (await import('./cli/backup.ts')).runBackup(file, options, io)));
program
  .command('restore <file>')
  .description('unpack a backup into an empty data folder')
  .option('--data <dir>', 'folder of the embedded database', './data')
  .addHelpText('after', example('gongkai restore gongkai-2026-11-23.tar.gz --data ./data'))
  .action(run(async (file, options) => (await import('./cli/backup.ts')).runRestore(file, options, io)));

const user = program
  .command('user')
  .description('people who sign in to the office')
  .addHelpText('after', example('gongkai user add lin --organ 330206 --roles clerk'));
user
  .command('add <name>')
  .description('add a person with a post; the made-up password is shown once')
  .requiredOption('--organ <code>', 'organ code')
  .requiredOption(
    '--roles <roles>',
    'comma-separated: clerk, reviewer, disclosure-officer, legal, head, supervisor, auditor, administrator, technical-administrator',
  )
  .option('--full-name <name>', 'full name')
  .option('--title <title>', 'title of the post')
  .option('--password-stdin', 'read the password from standard input')
  .option('--json', 'JSON')
  .option('--data <dir>', 'folder of the embedded database', './data')
  .addHelpText('after', example('gongkai user add lin --organ 330206 --roles administrator'))
  .action(run(async (name, options) => (await import('./cli/identity.ts')).runUserAddCommand(name, options, io)));

const audit = program
  .command('audit')
  .description('the record of every act')
  .addHelpText('after', example('gongkai audit verify'));
audit
  .command('verify')
  .description('prove the record offline; names the first broken one')
  .option('--root <hex>', 'a daily root that was printed or mailed')
  .option('--json', 'JSON')
  .option('--data <dir>', 'folder of the embedded database', './data')
  .addHelpText('after', example('gongkai audit verify'))
  .action(run(async (options) => (await import('./cli/identity.ts')).runAuditVerifyCommand(options, io)));

const keys = program
  .command('keys')
  .description('keys of personal data')
  .addHelpText('after', example('gongkai keys rotate'));
keys
  .command('rotate')
  .description('make a new key and wrap every data key with it')
  .option('--retire', 'remove keys that wrap nothing any more')
  .option('--json', 'JSON')
  .option('--data <dir>', 'folder of the embedded database', './data')
  .addHelpText('after', example('gongkai keys rotate'))
  .action(run(async (options) => (await import('./cli/identity.ts')).runKeysRotateCommand(options, io)));

program
  .command('bench <name>')
  .description('measure: calendar, clock, screen, report, portal, startup …')
  .option('--runs <n>', 'runs to take the median of')
  .option('--json', 'JSON')
  .addHelpText('after', example('gongkai bench calendar'))
  .action(run(async (name, options) => (await import('./cli/bench.ts')).runBench(name, options, io)));

/** Subcommands inherit neither exitOverride nor output from the program by themselves. */
function inherit(command: Command): void {
  for (const child of command.commands) {
    child.copyInheritedSettings(command);
    inherit(child);
  }
}
inherit(program);
endWhenReaderLeaves();

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
