import { readdir, readFile } from 'node:fs/promises';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { FIELDS, fieldWords, valueWords } from '../../office/src/features/audit/field-words.ts';
import { SUBJECTS } from '../../office/src/features/audit/words.ts';
import { auditCodes } from '../../src/audit-codes.ts';
import { actionLabels } from '../../src/platform/audit/action-labels.ts';
import { acts } from '../../src/platform/identity/index.ts';

// Auditors read the record in Chinese: what the sources write into it as a name has its words.

const root = new URL('../../src/', import.meta.url);

async function sources(): Promise<string> {
  const names = await readdir(root, { recursive: true });
  const own = names.filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|\/testing\//.test(name));
  return (await Promise.all(own.map((name) => readFile(new URL(name, root), 'utf8')))).join('\n');
}

const namesIn = (text: string, pattern: RegExp): string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, name]) => name!)),
];

/** Names written as fields of `before` and `after` where the sources spell them out. */
function fieldsIn(text: string): string[] {
  const names = new Set<string>();
  const collect = (node: ts.Node): void => {
    if (ts.isAsExpression(node) || ts.isParenthesizedExpression(node)) collect(node.expression);
    else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(collect);
    else if (ts.isArrowFunction(node)) collect(node.body);
    else if (ts.isCallExpression(node)) node.arguments.filter(ts.isArrowFunction).forEach(collect);
    else if (ts.isObjectLiteralExpression(node))
      for (const property of node.properties) {
        if (ts.isSpreadAssignment(property)) collect(property.expression);
        else if (property.name && ts.isIdentifier(property.name)) names.add(property.name.text);
        if (ts.isPropertyAssignment(property)) collect(property.initializer);
      }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && /^(before|after)$/.test(node.name.getText())) collect(node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('all.ts', text, ts.ScriptTarget.Latest, true));
  return [...names];
}

describe('what the record of acts names', () => {
  it('is an act or has words of its own', async () => {
    const actions = namesIn(
      await sources(),
      /(?:\baction: |\bapplicationId, |registration\.id, )'([a-z-]+\.[a-z-]+)'/g,
    );
    expect(actions).toContain('application.submit');
    expect(actions.length).toBeGreaterThan(15);
    expect(actions.filter((action) => !Object.hasOwn(acts, action) && !Object.hasOwn(actionLabels, action))).toEqual(
      [],
    );
  });

  it('is about a kind of thing the office has a word for', async () => {
    const kinds = namesIn(await sources(), /\bsubject(?:: | = )\{ kind: '([a-z-]+)'/g);
    expect(kinds.length).toBeGreaterThan(10);
    expect(kinds.filter((kind) => !Object.hasOwn(SUBJECTS, kind))).toEqual([]);
  });

  it('has fields the office has words for', async () => {
    const fields = fieldsIn(await sources());
    expect(fields.length).toBeGreaterThan(80);
    expect(fields.filter((field) => !Object.hasOwn(FIELDS, field))).toEqual([]);
  });

  it('has codes for fields that have words', () => {
    const fields = Object.keys(auditCodes).map((name) => name.split('/').at(-1)!);
    expect(fields.filter((field) => !Object.hasOwn(FIELDS, field))).toEqual([]);
    const kinds = Object.keys(auditCodes).flatMap((name) => (name.includes('/') ? name.split('/')[0]! : []));
    expect(kinds.filter((kind) => !Object.hasOwn(SUBJECTS, kind))).toEqual([]);
  });

  it('is read as a path in words, and what is not a code as it stands', () => {
    expect(fieldWords('matters.2.edition')).toBe('收录文件 第2项 版次');
    expect(fieldWords('somethingNew')).toBe('somethingNew');
    expect(valueWords('roles', 'clerk、legal', auditCodes)).toBe('承办人员、法制审核人员');
    expect(valueWords('state', 'accepted', auditCodes, 'remedy')).toBe('审理中');
    expect(valueWords('state', 'accepted', auditCodes, 'report-task')).toBe('已接受');
    expect(valueWords('isActive', 'false', auditCodes)).toBe('否');
    expect(valueWords('title', 'clerk', auditCodes)).toBe('clerk');
  });
});
