import { type ScreenedDocument, type SourceDocument, screenDocuments } from './screen-documents.ts';
import { serve } from './serve-worker.ts';

serve<readonly SourceDocument[], ScreenedDocument[]>(screenDocuments);
