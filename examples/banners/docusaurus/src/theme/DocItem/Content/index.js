// Tells the readers of a translated page that its source has moved on.
// Before `docusaurus build`, in the site's folder:
//   translation-sync status --format banner --output translations.json
// Where the site is a folder of the repository, PREFIX is that folder, such as 'website/'.

import React from 'react';
import Admonition from '@theme/Admonition';
import Content from '@theme-original/DocItem/Content';
import Translate from '@docusaurus/Translate';
import {useDoc} from '@docusaurus/plugin-content-docs/client';
import translations from '@site/translations.json';

const PREFIX = '';

export default function ContentWithBanner(props) {
  const {metadata} = useDoc();
  const page = translations.pages[PREFIX + metadata.source.replace('@site/', '')];
  return (
    <>
      {page?.behind && (
        <Admonition type="caution">
          <Translate id="translation.behind">
            The original of this page has changed since it was translated.
          </Translate>
          {page.since && <> <time dateTime={page.since}>{page.since.slice(0, 10)}</time></>}
        </Admonition>
      )}
      <Content {...props} />
    </>
  );
}
