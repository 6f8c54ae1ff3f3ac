import { Alert, Button, Form } from 'antd';

/** All faults of the form around it, at its head; each leads to its field, beside which it stands as well. */
export function FormFaults() {
  const form = Form.useFormInstance();
  return (
    <Form.Item noStyle shouldUpdate>
      {() => {
        const faults = form.getFieldsError().flatMap(({ name, errors }) => errors.map((text) => ({ name, text })));
        if (faults.length === 0) return null;
        return (
          <Alert
            type="error"
            showIcon
            role="alert"
            className="form-faults"
            title={`有${faults.length}处需要改正`}
            description={
              <ul>
                {faults.map(({ name, text }) => (
                  <li key={`${name.join('.')} ${text}`}>
                    <Button type="link" size="small" onClick={() => form.scrollToField(name, { focus: true })}>
                      {text}
                    </Button>
                  </li>
                ))}
              </ul>
            }
          />
        );
      }}
    </Form.Item>
  );
}
