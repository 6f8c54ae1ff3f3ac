/** What a reading thread is asked to do, and how a problem passes from thread to thread. */
import { NotAReportError } from '../rules/reading/recognise.ts';
import { UnreadableFileError } from './unreadable.ts';

export interface Task {
  /** The placed text of a PDF's pages, or any file read as a report. */
  task: 'pdf-pages' | 'report';
  bytes: Uint8Array;
  file: string;
}

/** An error as data: classes do not survive the way between threads. */
export type Problem =
  | { kind: 'unreadable'; message: string }
  | { kind: 'not-a-report'; lookedFor: string; found: string }
  | { kind: 'other'; name: string; message: string; stack: string };

export function problemOf(error: unknown): Problem {
  if (error instanceof UnreadableFileError) return { kind: 'unreadable', message: error.message };
  if (error instanceof NotAReportError) return { kind: 'not-a-report', lookedFor: error.lookedFor, found: error.found };
  if (!(error instanceof Error)) return { kind: 'other', name: '', message: String(error), stack: '' };
  return { kind: 'other', name: error.name, message: error.message, stack: error.stack ?? '' };
}

export function errorOf(problem: Problem): Error {
  if (problem.kind === 'unreadable') return new UnreadableFileError(problem.message);
  if (problem.kind === 'not-a-report') return new NotAReportError(problem.lookedFor, problem.found);
  const error = new Error(problem.message);
  error.name = problem.name;
  if (problem.stack !== '') error.stack = problem.stack;
  return error;
}
