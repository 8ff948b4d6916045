"""What the tests share: a pilot for the app, fakes, sample schools, pictures."""
