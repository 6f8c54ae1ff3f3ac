import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SqlScriptError, splitStatements } from './sql-script.ts';

const texts = (script: string): string[] => splitStatements(script).map(({ text }) => text);

describe('splitStatements', () => {
  it('cuts at semicolons and names the line', () => {
    expect(splitStatements('select 1;\n\n-- why\nselect\n 2 ;; \nselect 3')).toEqual([
      { text: 'select 1', line: 1 },
      { text: 'select\n 2', line: 4 },
      { text: 'select 3', line: 6 },
    ]);
  });

  it.each([
    `insert into t values ('a;b', 'it''s;')`,
    `select E'\\';' , "odd;""name"`,
    `select 'ends in a backslash\\'`,
    'do $$ begin perform 1; end $$',
    'create function f() returns text language sql as $body$ select $$;$$ $body$',
    'select a$b from t where c$ = 1',
    'select 1 /* a; /* nested; */ still; */ + 1',
    "select 1 -- it's; nothing\n + 1",
    'select $1, $2',
  ])('keeps %s whole', (statement) => {
    expect(texts(`${statement};\n${statement}`)).toEqual([statement, statement]);
  });

  it.each(["select 'a;", 'select "a', '/* a /* b */', 'do $x$ begin; $y$'])('refuses %s', (script) => {
    expect(() => splitStatements(`select 1;\n${script}`)).toThrow(SqlScriptError);
    expect(() => splitStatements(`select 1;\n${script}`)).toThrow('line 2');
  });

  it('finds the statements it was given back, whatever they quote', () => {
    const quoted = fc.oneof(
      fc.string().map((text) => `'${text.replaceAll("'", "''")}'`),
      fc.string().map((text) => `"${text.replaceAll('"', '""')}"`),
      fc.string().map((text) => `$q$${text.replaceAll('$', '')}$q$`),
      fc.string().map((text) => `/*${text.replaceAll('*', '').replaceAll('/', '')}*/ x`),
    );
    const statement = fc.array(quoted, { minLength: 1 }).map((parts) => `select ${parts.join(' , ')}`);
    fc.assert(
      fc.property(fc.array(statement), (statements) => {
        expect(texts(statements.map((text) => `${text};`).join('\n'))).toEqual(statements);
      }),
    );
  });
});
