export { builtinYears, nationalCalendar } from './national.ts';
export * from './plain-date.ts';
export {
  CalendarDataError,
  type CalendarYear,
  type DayNote,
  MissingCalendarError,
  parseCalendarYear,
  WorkingCalendar,
} from './working-calendar.ts';
