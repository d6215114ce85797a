'use client';

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
 * `useForm` of react-hook-form, whose fields have their values in the first HTML already. The library fills them in when its
 * scripts run: until then people would type into an empty field, and what they have typed would stand before or after the value.
 */
export function useForm<Values extends FieldValues>(props: UseFormProps<Values>): UseFormReturn<Values> {
  const form = useFormOfLibrary<Values>(props);
  const register: UseFormRegister<Values> = (name, rules) => {
    const defaultValue: unknown = get(form.formState.defaultValues, name);
    const isText = typeof defaultValue === 'string' || typeof defaultValue === 'number';
    return { ...form.register(name, rules), ...(isText && { defaultValue }) };
  };
  return { ...form, register };
}
