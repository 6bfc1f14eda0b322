"""Commands that read what is published: nothing here changes it but the way back to an earlier release."""
