import { expect, it } from 'vitest';
import { buildDescribedApp } from '../test/support/described-app.ts';
import { type Description, operationsOf, places } from './office-questions.ts';

it('the bench of the office knows an address for every question of the API', async () => {
  const app = await buildDescribedApp();
  const description: Description = (await app.inject('/api/openapi.json')).json();
  await app.close();
  const operations = operationsOf(description);
  expect(operations.length).toBeGreaterThan(80);
  const needed = operations.filter(({ needsPlace }) => needsPlace).map(({ path }) => path);
  expect(Object.keys(places).sort()).toEqual(needed.sort());
});
