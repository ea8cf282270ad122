"""Quality on the public corpora of attributions, for anybody who has them: ``lagebild bench``."""
