import { App } from 'antd';
import { useEffect, useRef } from 'react';
import type { Publication } from '../../client.generated/types.gen.ts';
import { Editor } from '../../editor/index.tsx';
import { useScreening } from '../screening/use-screening.ts';
import { upload } from './upload.ts';
import type { DraftDesk } from './use-draft.ts';

/** The text itself; pictures are uploaded as illustrations of this publication. */
export function BodyEditor({ publication, desk }: { publication: Publication; desk: DraftDesk }) {
  const { message } = App.useApp();
  const screening = useScreening({
    html: publication.mayWrite ? desk.text.bodyHtml : '',
    organCode: publication.organCode,
    publication: { id: publication.id, title: desk.text.metadata.title },
  });
  const input = useRef<HTMLInputElement>(null);
  const chosen = useRef<(picture: { src: string; alt: string } | null) => void>(() => {});
  // React has no name for this event: the chooser was closed without a choice.
  useEffect(() => {
    const element = input.current;
    const cancel = (): void => chosen.current(null);
    element?.addEventListener('cancel', cancel);
    return () => element?.removeEventListener('cancel', cancel);
  }, []);
  return (
    <>
      <Editor
        label="正文"
        readOnly={!publication.mayWrite}
        value={desk.text.bodyHtml}
        placeholder="在这里编写正文，也可以从Word、WPS粘贴"
        findings={screening.findings}
        onApplyFinding={screening.onApplyFinding}
        {...(publication.mayWrite
          ? {
              onChange: (bodyHtml: string) => desk.change({ ...desk.latest(), bodyHtml }),
              onPickPicture: () =>
                new Promise<{ src: string; alt: string } | null>((resolve) => {
                  chosen.current = resolve;
                  input.current?.click();
                }),
            }
          : {})}
      />
      <input
        ref={input}
        type="file"
        hidden
        accept="image/png,image/jpeg"
        aria-label="选择插图"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (!file) {
            chosen.current(null);
            return;
          }
          void upload(publication.id, file, 'illustration', desk)
            .then(({ fileId }) =>
              chosen.current({
                src: `/api/v1/publications/${publication.id}/files/${fileId}`,
                alt: file.name.replace(/\.[^.]+$/, ''),
              }),
            )
            .catch((error: unknown) => {
              void message.error(error instanceof Error ? error.message : '图片没有上传成功');
              chosen.current(null);
            });
        }}
      />
    </>
  );
}
