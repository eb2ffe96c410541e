"""Steps of any undertaking counted back from a first day, in working days and through gates（工程の逆算）."""
