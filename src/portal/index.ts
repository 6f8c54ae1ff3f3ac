// The public portal's shell: the only file of this folder that capabilities and the application import.
export * from './components/index.ts';
export {
  createPortalContext,
  localText,
  type PortalContext,
  PortalProvider,
  portalHref,
  usePortal,
} from './context.ts';
export { type HomeSection, registerHome } from './home.tsx';
export { type HostSkin, HostTemplateError, readHostTemplate } from './host-skin.ts';
export { defineMessages, type Language, type LocalizedText, localize, type Messages } from './i18n/index.ts';
export { statementPaths } from './pages/statement-pages.tsx';
export { renderPage } from './render.tsx';
export type { DisplaySettings } from './settings.ts';
export { defaultSettings } from './settings.ts';
export {
  assetPaths,
  displayLook,
  type PortalShellOptions,
  portalContentSecurityPolicy,
  portalContext,
  registerPortalShell,
  sendErrorPage,
  sendPage,
  visitorContext,
} from './shell.ts';
export type { NavigationEntry, RecordNumber, SiteProfile } from './site-profile.ts';
