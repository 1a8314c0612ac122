"""What each user comes to do, from sign-in to result: one text, played over every store.

A journey is handed somebody at a screen, who may have no mouse, no scripts and a narrow screen.
"""
