import { useId } from 'react';
import { type UseFormReturn, useFieldArray, useWatch } from 'react-hook-form';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { CloseIcon } from '#components/ui/icons.tsx';
import { answerOr } from '#lib/api/client.ts';
import { useConsole } from '../console-context.ts';
import { type SiteValues, tagSuggestions } from './settings-site.ts';

/** Names of tags, as the configuration takes them. */
const namePattern = /^[a-z0-9-]{1,40}$/;

interface TagsFieldProps {
  readonly form: Pick<UseFormReturn<SiteValues>, 'control' | 'register' | 'getValues'>;
  readonly isFile: boolean;
}

/** What the site is grouped by, row by row. Tags decide about rights: only an administrator changes them. */
export function TagsField({ form, isFile }: TagsFieldProps) {
  const t = useTranslations('settings');
  const { api, session } = useConsole();
  const { control, register, getValues } = form;
  const { fields, append, remove } = useFieldArray({ control, name: 'tags' });
  const tags = useWatch({ control, name: 'tags' });
  const listId = useId();
  const { data: known = [] } = useSWR('tags', () => answerOr(api.GET('/api/v1/tags'), []));
  const suggestions = tagSuggestions(known.map(({ tag }) => tag));
  const mayChange = session.user.role === 'administrator';
  return (
    <fieldset disabled={!mayChange} className="min-w-0">
      <legend className="sr-only">{t('site.tags')}</legend>
      <p className="mb-3 max-w-prose text-muted">
        {mayChange || isFile ? t('site.tagsHint') : t('site.tagsAdministrator')}
      </p>
      {fields.length === 0 && (!mayChange || isFile) && <p>{t('site.noTags')}</p>}
      <ul className="space-y-3">
        {fields.map((field, index) => {
          const { name = '' } = tags[index] ?? {};
          return (
            <li key={field.id} className="flex items-start gap-3">
              <Field
                className="min-w-0 flex-1"
                label={t('site.tagName')}
                list={`${listId}-names`}
                autoCapitalize="none"
                maxLength={40}
                placeholder="region"
                {...register(`tags.${index}.name`, {
                  validate: {
                    isName: (text) => namePattern.test(text) || t('site.tagNameWrong'),
                    isOnce: (text) =>
                      getValues('tags').findIndex((tag) => tag.name === text) === index || t('site.tagTwice'),
                  },
                })}
              />
              <Field
                className="min-w-0 flex-1"
                label={t('site.tagValue')}
                list={`${listId}-${index}`}
                maxLength={60}
                placeholder="west"
                {...register(`tags.${index}.value`, {
                  validate: (text) => text.trim() !== '' || t('required'),
                })}
              />
              <datalist id={`${listId}-${index}`}>
                {(suggestions.get(name) ?? []).map((value) => (
                  <option key={value} value={value} />
                ))}
              </datalist>
              {!isFile && mayChange && (
                <button
                  type="button"
                  aria-label={t('site.removeTag', { name: name === '' ? String(index + 1) : name })}
                  onClick={() => remove(index)}
                  className="mt-7 inline-flex min-h-touch min-w-touch items-center justify-center rounded-lg hover:bg-line/50"
                >
                  <CloseIcon size={18} />
                </button>
              )}
            </li>
          );
        })}
      </ul>
      <datalist id={`${listId}-names`}>
        {[...suggestions.keys()].map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {!isFile && mayChange && (
        <Button className="mt-3" onClick={() => append({ name: '', value: '' })}>
          {t('site.addTag')}
        </Button>
      )}
    </fieldset>
  );
}
