import { type ComponentChildren, Fragment } from 'preact';
import { shellLanguage, usePortal } from '../context.ts';
import { Icon } from './icon.tsx';

export interface FieldProps {
  /** Also the id of the control, so that an error can lead to it. Unique on the page. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** Several faults of one field stand on a line each. */
  readonly error?: string;
  readonly optional?: boolean;
}

interface ControlAttributes {
  readonly id: string;
  readonly name: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': 'true' | undefined;
  readonly required: boolean;
}

function describedBy({ name, hint, error }: FieldProps): string | undefined {
  const ids = [hint === undefined ? '' : `${name}-hint`, error === undefined ? '' : `${name}-error`].filter(Boolean);
  return ids.length === 0 ? undefined : ids.join(' ');
}

function controlAttributes(field: FieldProps): ControlAttributes {
  return {
    id: field.name,
    name: field.name,
    'aria-describedby': describedBy(field),
    'aria-invalid': field.error === undefined ? undefined : 'true',
    required: field.optional !== true,
  };
}

function Label({ label, optional }: FieldProps) {
  const portal = usePortal();
  return (
    <>
      {label}
      {optional === true && (
        <span class="field-optional" lang={shellLanguage(portal)}>
          {` (${portal.text.optional})`}
        </span>
      )}
    </>
  );
}

function HintAndError({ name, hint, error }: FieldProps) {
  const portal = usePortal();
  return (
    <>
      {hint !== undefined && (
        <span class="field-hint" id={`${name}-hint`}>
          {hint}
        </span>
      )}
      {error !== undefined && (
        <span class="field-error" id={`${name}-error`}>
          <Icon name="caution" />
          <span>
            <span class="visually-hidden">{portal.text.errorPrefix}</span>
            {error.split('\n').map((line, i) => (
              <Fragment key={line}>
                {i > 0 && <br />}
                {line}
              </Fragment>
            ))}
          </span>
        </span>
      )}
    </>
  );
}

function Field({ field, children }: { field: FieldProps; children: ComponentChildren }) {
  return (
    <div class={field.error === undefined ? 'field' : 'field field-invalid'}>
      <label class="field-label" for={field.name}>
        <Label {...field} />
      </label>
      <HintAndError {...field} />
      {children}
    </div>
  );
}

export interface TextFieldProps extends FieldProps {
  readonly value?: string;
  readonly type?: 'text' | 'email' | 'tel' | 'date' | 'number' | 'password';
  readonly width?: 'short' | 'medium' | 'full';
  readonly autocomplete?: string;
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email';
  readonly maxLength?: number;
  readonly disabled?: boolean;
}

/** One line of text. The browser's own checks stay off (`<form novalidate>`), the server's messages are better. */
export function TextField(props: TextFieldProps) {
  const { value, type = 'text', width = 'full', autocomplete, inputMode, maxLength, disabled } = props;
  return (
    <Field field={props}>
      <input
        {...controlAttributes(props)}
        class={width === 'full' ? 'input' : `input input-${width}`}
        type={type}
        value={value}
        autocomplete={autocomplete}
        inputMode={inputMode}
        maxLength={maxLength}
        disabled={disabled}
      />
    </Field>
  );
}

export function TextArea(props: FieldProps & { value?: string; rows?: number; maxLength?: number }) {
  return (
    <Field field={props}>
      <textarea {...controlAttributes(props)} class="input" rows={props.rows ?? 6} maxLength={props.maxLength}>
        {props.value}
      </textarea>
    </Field>
  );
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

export function SelectField(props: FieldProps & { choices: readonly Choice[]; value?: string }) {
  return (
    <Field field={props}>
      <select {...controlAttributes(props)} class="input">
        {props.choices.map((choice) => (
          <option key={choice.value} value={choice.value} selected={choice.value === props.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

export function FileField(props: FieldProps & { accept?: string; multiple?: boolean }) {
  return (
    <Field field={props}>
      <input
        {...controlAttributes(props)}
        class="input"
        type="file"
        accept={props.accept}
        multiple={props.multiple === true}
      />
    </Field>
  );
}

export interface ChoicesProps extends FieldProps {
  readonly choices: readonly Choice[];
  readonly inline?: boolean;
}

function ChoiceGroup({
  field,
  type,
  chosen,
}: {
  field: ChoicesProps;
  type: 'radio' | 'checkbox';
  chosen: readonly string[];
}) {
  return (
    <fieldset class={field.error === undefined ? 'field' : 'field field-invalid'} aria-describedby={describedBy(field)}>
      <legend class="field-label">
        <Label {...field} />
      </legend>
      <HintAndError {...field} />
      <div class={field.inline === true ? 'choices-inline' : undefined}>
        {field.choices.map((choice, index) => (
          // The first choice carries the field's own id, where the error summary leads.
          <label class="choice" key={choice.value}>
            <input
              type={type}
              id={index === 0 ? field.name : `${field.name}-${choice.value}`}
              name={field.name}
              value={choice.value}
              checked={chosen.includes(choice.value)}
            />
            <span>
              {choice.label}
              {choice.hint !== undefined && <span class="choice-hint">{choice.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** One of several. */
export function RadioGroup(props: ChoicesProps & { value?: string }) {
  return <ChoiceGroup field={props} type="radio" chosen={props.value === undefined ? [] : [props.value]} />;
}

/** Any of several. */
export function CheckboxGroup(props: ChoicesProps & { values?: readonly string[] }) {
  return <ChoiceGroup field={props} type="checkbox" chosen={props.values ?? []} />;
}

export interface FieldError {
  readonly name: string;
  readonly message: string;
}

/** All that is wrong with a form, above it, each entry leading to its field. Nothing when nothing is wrong. */
export function ErrorSummary({ errors }: { errors: readonly FieldError[] }) {
  const portal = usePortal();
  if (errors.length === 0) return null;
  return (
    <div class="error-summary" role="alert" tabIndex={-1}>
      <h2 lang={shellLanguage(portal)}>{portal.text.errorSummary}</h2>
      <ul>
        {errors.map((error) => (
          <li key={`${error.name}${error.message}`}>
            <a href={`#${error.name}`}>{error.message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
