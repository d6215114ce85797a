import {
  type FieldValues,
  get,
  type UseFormProps,
  type UseFormRegister,
  type UseFormReturn,
  // biome-ignore lint/style/noRestrictedImports: this is where it is completed
  useForm as useFormOfLibrary,
} from 'react-hook-form';

/**
 * `useForm` of react-hook-form, whose `register` gives a `Field` its error, and its value in the first HTML already. The library
 * fills values in when its scripts run: until then people would type into an empty field, and what they have typed would stand
 * before or after the value.
 */
export function useForm<Values extends FieldValues>(props: UseFormProps<Values>): UseFormReturn<Values> {
  const form = useFormOfLibrary<Values>(props);
  const register: UseFormRegister<Values> = (name, rules) => {
    const { defaultValues, errors } = form.formState;
    const defaultValue: unknown = get(defaultValues, name);
    const isText = typeof defaultValue === 'string' || typeof defaultValue === 'number';
    const { message: error }: { readonly message?: unknown } = get(errors, name) ?? {};
    return {
      ...form.register(name, rules),
      ...(isText && { defaultValue }),
      ...(typeof error === 'string' && { error }),
    };
  };
  return { ...form, register };
}

/** For `setValueAs`: the number of a field that may stay empty. */
export function numberOrEmpty(value: unknown): number | '' {
  return value === '' || value === undefined ? '' : Number(value);
}
