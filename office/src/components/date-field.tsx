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
  /** What is wrong with it, outside of a form, which would say so itself. */
  fault?: string | null;
}

/** A legal date as text, YYYY-MM-DD, whatever the clock of the device. */
export function DateField({ value, onChange, id, max, placeholder = '例如2026-03-01', fault }: DateFieldProps) {
  const picker = (
    <DatePicker
      {...(id ? { id } : {})}
      className="date-field"
      value={value ? dayjs(value, FORM) : null}
      format={FORM}
      placeholder={placeholder}
      {...(max ? { maxDate: dayjs(max, FORM) } : {})}
      {...(fault ? { status: 'error' as const } : {})}
      onChange={(day) => onChange?.(day ? day.format(FORM) : null)}
    />
  );
  if (fault === undefined) return picker;
  return (
    <>
      {picker}
      <span className="field-fault" role="alert">
        {fault}
      </span>
    </>
  );
}
