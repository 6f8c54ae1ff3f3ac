import {
  Badge,
  Bars,
  Contents,
  DataTable,
  DefinitionList,
  Disclosure,
  DocumentHead,
  DownloadList,
  EmptyState,
  EntryList,
  ErrorSummary,
  FigureLink,
  KeyFigures,
  LinkList,
  Notice,
  type PageContent,
  PageHeading,
  RadioGroup,
  SearchBox,
  Tabs,
  TextArea,
  TextField,
  Timeline,
} from '../../src/portal/index.ts';

/** A page on which every place that shows words shows `text`. */
export function everythingWith(text: string): PageContent {
  return {
    title: text,
    breadcrumbs: [{ label: text, href: `/x?y=${encodeURIComponent(text)}` }, { label: text }],
    meta: {
      description: text,
      column: { name: text, type: text, description: text, keywords: [text, text] },
      article: { title: text, publishedAt: new Date(0), source: text, keywords: [text], author: text, image: text },
    },
    sideNavigation: { title: text, entries: [{ href: '/a', label: text }], current: '/a' },
    children: (
      <>
        <PageHeading title={text} kicker={text} lede={text} />
        <Notice title={text}>{text}</Notice>
        <Badge>{text}</Badge>
        <EmptyState title={text}>{text}</EmptyState>
        <DefinitionList entries={[{ term: text, value: `v${text}` }]} />
        <LinkList links={[{ href: text, title: text, date: text, detail: text }]} />
        <EntryList entries={[{ href: text, title: text, detail: text }]} />
        <Timeline steps={[{ title: text, date: text, state: 'current', detail: text }]} />
        <DownloadList files={[{ href: text, title: text, format: text, bytes: 1 }]} />
        <DocumentHead level={2} issuer={text} number={text} title={text} />
        <Disclosure summary={text}>{text}</Disclosure>
        <Contents entries={[{ id: text, title: text }]} />
        <Tabs label={text} tabs={[{ href: text, label: text, current: true }]} />
        <SearchBox value={text} id="again" />
        <FigureLink value={3} href={text} label={text} />
        <KeyFigures figures={[{ name: text, value: 1, unit: text }]} />
        <Bars label={text} bars={[{ name: text, value: 2 }]} />
        <DataTable
          id="table"
          caption={text}
          note={text}
          columns={[{ key: 'a', header: text, cell: () => text }]}
          rows={[text]}
          rowKey={() => 'row'}
        />
        <ErrorSummary errors={[{ name: 'f', message: text }]} />
        <TextField name="f" label={text} hint={text} error={text} value={text} />
        <TextArea name="g" label={text} value={text} />
        <RadioGroup name="h" label={text} choices={[{ value: text, label: text, hint: text }]} value={text} />
      </>
    ),
  };
}
