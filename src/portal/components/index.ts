// Everything a public page is built from.
export { type Breadcrumb, Breadcrumbs } from './breadcrumbs.tsx';
export { Button, type ButtonKind, ButtonLink, type ButtonProps, ButtonRow } from './button.tsx';
export {
  Badge,
  Contents,
  type DefinitionEntry,
  DefinitionList,
  Disclosure,
  DocumentHead,
  type DocumentHeadProps,
  type Download,
  DownloadList,
  EmptyState,
  type Entry,
  EntryList,
  fileSize,
  LinkList,
  type ListedLink,
  Notice,
  PageHeading,
  type PageHeadingProps,
  Timeline,
  type TimelineStep,
  type Tone,
} from './content.tsx';
export { type Bar, Bars, FigureLink, type FigureLinkProps, type KeyFigure, KeyFigures } from './figure-link.tsx';
export {
  CheckboxGroup,
  type Choice,
  ErrorSummary,
  type FieldError,
  FileField,
  RadioGroup,
  SelectField,
  TextArea,
  TextField,
} from './forms.tsx';
export { type PageMeta, publicationMinute } from './head-meta.tsx';
export { Icon, type IconName } from './icon.tsx';
export { Page, type PageContent } from './page.tsx';
export { PageTools } from './page-tools.tsx';
export { Pagination, type PaginationProps, type Tab, Tabs } from './pagination.tsx';
export { Phrase } from './phrase.tsx';
export { PortalLink, type PortalLinkProps } from './portal-link.tsx';
export { SearchBox } from './search-box.tsx';
export { SideNavigation, type SideNavigationProps } from './side-navigation.tsx';
export { type Column, DataTable, type DataTableProps, TableFrame, type TableFrameProps } from './table.tsx';
