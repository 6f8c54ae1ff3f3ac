export { findOrgan, insertOrgans, listOrgans, listSubtree, type Organ, type OrganKind } from './organs.ts';
