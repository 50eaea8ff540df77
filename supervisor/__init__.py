"""The rules of a supervised Pix certification session: pure, no clock, no disk, no screen."""
