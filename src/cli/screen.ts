import { extname } from 'node:path';
import { runScreen, type ScreenCommandOptions } from '../capabilities/screening/cli/screen.ts';
import { type CommandIo, UsageError } from '../platform/command-line/io.ts';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** `gongkai screen`, also for files of word processors, spreadsheets and PDF. */
export function screenFile(file: string, options: ScreenCommandOptions, io: CommandIo): Promise<number> {
  return runScreen(file, options, io, async (fileName, bytes) => {
    const { extractText } = await import('../capabilities/publications/index.ts');
    const mediaType = MEDIA_TYPES[extname(fileName).toLowerCase()] ?? '';
    const { state, text, note } = await extractText({ fileName, mediaType, bytes });
    if (state !== 'read') throw new UsageError(`${fileName}: no text could be read: ${note ?? 'it holds none'}`);
    return text;
  });
}
