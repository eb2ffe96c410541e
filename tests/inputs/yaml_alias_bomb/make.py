"""Nine levels of nine aliases: ten lines that stand for a billion values."""


def make(folder):
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    (folder / "config/plans.yaml").write_text("\n".join(lines), "utf-8")
