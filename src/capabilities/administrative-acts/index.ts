/** Public surface of the figures organs report by month: licences, penalties, compulsion, charges and the work of disclosure. */
export { registerFigureRoutes } from './api/office-routes.ts';
export {
  checkMonthlyFigure,
  isMonthlyFigureKind,
  MonthlyFigureError,
  type MonthlyFigureKind,
  monthlyFigureKinds,
} from './rules/kinds.ts';
export {
  insertMonthlyFigures,
  listMonthlyFigures,
  listReportedMonths,
  type MonthlyFigure,
  type MonthlyFigureListing,
  reportMonthlyFigure,
  sumMonthlyFigures,
} from './store/monthly-figures.ts';
