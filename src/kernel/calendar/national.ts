// The national calendars that ship with the platform, one file a year; an administrator loads later ones as data.

import { type CalendarYear, parseCalendarYear, WorkingCalendar } from './working-calendar.ts';
import y2007 from './years/2007.json' with { type: 'json' };
import y2008 from './years/2008.json' with { type: 'json' };
import y2009 from './years/2009.json' with { type: 'json' };
import y2010 from './years/2010.json' with { type: 'json' };
import y2011 from './years/2011.json' with { type: 'json' };
import y2012 from './years/2012.json' with { type: 'json' };
import y2013 from './years/2013.json' with { type: 'json' };
import y2014 from './years/2014.json' with { type: 'json' };
import y2015 from './years/2015.json' with { type: 'json' };
import y2016 from './years/2016.json' with { type: 'json' };
import y2017 from './years/2017.json' with { type: 'json' };
import y2018 from './years/2018.json' with { type: 'json' };
import y2019 from './years/2019.json' with { type: 'json' };
import y2020 from './years/2020.json' with { type: 'json' };
import y2021 from './years/2021.json' with { type: 'json' };
import y2022 from './years/2022.json' with { type: 'json' };
import y2023 from './years/2023.json' with { type: 'json' };
import y2024 from './years/2024.json' with { type: 'json' };
import y2025 from './years/2025.json' with { type: 'json' };
import y2026 from './years/2026.json' with { type: 'json' };

/** 2007-2026, each with the notice of the General Office of the State Council it comes from. */
export const builtinYears: readonly CalendarYear[] = [
  y2007,
  y2008,
  y2009,
  y2010,
  y2011,
  y2012,
  y2013,
  y2014,
  y2015,
  y2016,
  y2017,
  y2018,
  y2019,
  y2020,
  y2021,
  y2022,
  y2023,
  y2024,
  y2025,
  y2026,
].map((year) => parseCalendarYear(year, `years/${year.year}.json`));

let calendar: WorkingCalendar | undefined;

/** The calendar of the built-in years, made on first use. */
export function nationalCalendar(): WorkingCalendar {
  calendar ??= new WorkingCalendar(builtinYears);
  return calendar;
}
