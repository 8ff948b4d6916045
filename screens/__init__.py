"""What people see and touch: the Textual app, one file a screen with its .tcss beside it, the
widgets they share, and the themes. Begin with `app_base` (what a screen may ask of the app), then
`base` (what every screen can do), then a screen such as `teacher.fix`.

Screens ask the desk and act through it; they hold no rule. What a person typed is always shown as
`Content`, never as markup.
"""
