"""Tables said in one language（言葉にした表）: for the page, the workbook and Word alike."""
