import { DatePicker } from 'antd';
import dayjs from 'dayjs';

const FORM = 'YYYY-MM-DD';

interface DateFieldProps {
  value?: string | null;
  onChange?: (value: string | null) => void;
  id?: string;
  /** Days after this one can't be chosen. */
  max?: string;
  placeholder?: string;
}

/** A legal date as text, YYYY-MM-DD, whatever the clock of the device. */
export function DateField({ value, onChange, id, max, placeholder = '例如2026-03-01' }: DateFieldProps) {
  return (
    <DatePicker
      {...(id ? { id } : {})}
      className="date-field"
      value={value ? dayjs(value, FORM) : null}
      format={FORM}
      placeholder={placeholder}
      {...(max ? { maxDate: dayjs(max, FORM) } : {})}
      onChange={(day) => onChange?.(day ? day.format(FORM) : null)}
    />
  );
}
