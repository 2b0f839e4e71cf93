"""The house every page lives in: base templates, components, form markup, navigation, vendored styles.
No page of a task and no rule lives here.
"""
