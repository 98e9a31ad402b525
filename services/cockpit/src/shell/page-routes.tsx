import { Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { useSession } from '../sign-in/session-context.js';
import { startFor } from './navigation.js';
import { NotFoundPage } from './not-found-page.js';
import { Loading } from './page.js';
import { PAGES } from './pages.js';

/** The page of the current path; `/` redirects to the first page of the user's navigation. */
export function PageRoutes() {
  const start = startFor(useSession().user.roles);
  return (
    <Suspense fallback={<Loading />}>
      <Routes>
        {Object.entries(PAGES).map(([path, PageComponent]) => (
          <Route key={path} path={path} element={<PageComponent />} />
        ))}
        <Route path="/" element={start === undefined ? <NotFoundPage /> : <Navigate to={start} replace />} />
        <Route path="*" element={<NotFoundPage />} />
      </Routes>
    </Suspense>
  );
}
