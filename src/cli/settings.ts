import { UsageError } from '../platform/command-line/io.ts';
import { NotificationSettingsError, readNotificationSettings } from '../platform/notifications/settings.ts';
import { readServerOptions, ServerOptionsError } from '../server-options.ts';
import { readSiteOptions, SiteOptionsError } from '../site-options.ts';

// Nothing heavy is imported here: what is wrong is told before anything is loaded or opened.

export function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new UsageError(`--port: expected 0 to 65535, found ${JSON.stringify(text)}`);
  return port;
}

/** A setting of the environment that makes no sense ends the command before anything is opened. @throws UsageError */
export function checkSettings(): void {
  try {
    readSiteOptions(process.env);
    readServerOptions(process.env);
    readNotificationSettings();
  } catch (error) {
    if (
      error instanceof SiteOptionsError ||
      error instanceof ServerOptionsError ||
      error instanceof NotificationSettingsError
    )
      throw new UsageError(error.message);
    throw error;
  }
}
