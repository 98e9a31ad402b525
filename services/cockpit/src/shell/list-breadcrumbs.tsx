import { Breadcrumbs } from '@ui5/webcomponents-react/Breadcrumbs';
import { BreadcrumbsItem } from '@ui5/webcomponents-react/BreadcrumbsItem';
import { useNavigate } from 'react-router';

/** Link to the list that a page belongs to, followed by the page's own name. */
export function ListBreadcrumbs({
  path,
  list,
  current,
}: {
  readonly path: string;
  readonly list: string;
  readonly current: string;
}) {
  const navigate = useNavigate();
  return (
    <Breadcrumbs
      onItemClick={(event) => {
        event.preventDefault();
        void navigate(path);
      }}
    >
      <BreadcrumbsItem href={path}>{list}</BreadcrumbsItem>
      <BreadcrumbsItem>{current}</BreadcrumbsItem>
    </Breadcrumbs>
  );
}
