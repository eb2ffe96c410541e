"""Ten thousand brackets."""


def make(folder):
    (folder / "config/plans.yaml").write_text("plans: " + "[" * 10_000, "utf-8")
