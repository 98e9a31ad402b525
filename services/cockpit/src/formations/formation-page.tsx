import { Button } from '@ui5/webcomponents-react/Button';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { Formation } from '../api/api-types.js';
import { ListBreadcrumbs } from '../shell/list-breadcrumbs.js';
import { Page } from '../shell/page.js';
import { QueryStatus } from '../shell/query-status.js';
import { useSession } from '../sign-in/session-context.js';
import { mayChangeSystems } from '../sign-in/user.js';
import { useTexts } from '../texts/texts.js';
import { DateTime } from '../time/date-time.js';
import { DeleteFormationDialog } from './delete-formation-dialog.js';
import { FormationMembers } from './formation-members.js';
import { useFormation } from './formations.queries.js';

const LIST_PATH = '/formations';

/** One formation and its systems. */
export default function FormationPage() {
  const t = useTexts();
  const navigate = useNavigate();
  const { id = '' } = useParams();
  const mayChange = mayChangeSystems(useSession().user);
  const formation = useFormation(id);
  const [isDeleting, setIsDeleting] = useState(false);
  const { data } = formation;
  return (
    <Page
      title={data?.name ?? t('formations.one')}
      breadcrumbs={<ListBreadcrumbs path={LIST_PATH} list={t('formations.title')} current={data?.name ?? ''} />}
      {...(data && { subtitle: <TypeAndCreation formation={data} /> })}
      actions={mayChange && data && <Button onClick={() => setIsDeleting(true)}>{t('formation.delete')}</Button>}
    >
      <QueryStatus query={formation} />
      {data && <FormationMembers formation={data} mayChange={mayChange} />}
      {data && isDeleting && (
        <DeleteFormationDialog
          formation={data}
          onClose={() => setIsDeleting(false)}
          onDeleted={() => void navigate(LIST_PATH)}
        />
      )}
    </Page>
  );
}

function TypeAndCreation({ formation: { type, createdAt } }: { readonly formation: Formation }) {
  const t = useTexts();
  return (
    <span className="subtle">
      {type !== null && `${type} · `}
      {t('formations.created')} <DateTime at={createdAt} />
    </span>
  );
}
