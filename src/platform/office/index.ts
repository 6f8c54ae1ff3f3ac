/**
 * The office in the browser: the files built from office/, below /office.
 *
 *   await ensureOfficeBuilt({ onBuild })    builds them when they are missing or older than their sources; milliseconds when not
 *   await registerOffice(app)               serves them; says how to build where they are missing
 */
export { ensureOfficeBuilt, OfficeBuildError, officeDirectory } from './build.ts';
export { registerOffice } from './serve.ts';
