"""The site: what is known of the translations, as static pages that open from a disk."""
